"""What somebody does not want to read is gone for them alone: posts, replies, ideas and comments."""

from django.test import Client

from dorflinde.accounts.models import Mute, User
from dorflinde.participation import actions as participation
from dorflinde.participation.models import Idea
from dorflinde.places.models import Place
from dorflinde.village import actions as village


def test_posts_replies_ideas_and_comments_are_gone_for_one_reader_alone(
    client: Client, idea: Idea, municipality: Place, resident: User, second_resident: User
) -> None:
    Mute.objects.create(user=second_resident, muted=resident)
    theirs = village.publish_post(municipality, actor=resident, channel="plausch", text="Von Lena")
    mine = village.publish_post(municipality, actor=second_resident, channel="plausch", text="Vom Kauz")
    village.reply(mine, actor=resident, text="Antwort von Lena")
    own_idea = participation.post_idea(idea.project, actor=second_resident, title="Idee vom Kauz", text="x")
    participation.comment_on_idea(own_idea, actor=resident, text="Kommentar von Lena")
    addresses = {
        "/perlesreut/": "Von Lena",
        "/perlesreut/funk/": "Von Lena",
        "/": "Von Lena",
        "/perlesreut/suche/?q=Lena": "Von Lena",
        mine.get_absolute_url(): "Antwort von Lena",
        idea.project.get_absolute_url(): idea.title,
        own_idea.get_absolute_url(): "Kommentar von Lena",
    }
    client.force_login(second_resident)
    read = {address: words in client.get(address).content.decode() for address, words in addresses.items()}
    assert not any(read.values()), read
    assert client.get(theirs.get_absolute_url()).status_code == 200  # a link somebody sent leads on
    client.logout()
    read = {address: words in client.get(address).content.decode() for address, words in addresses.items()}
    assert all(read.values()), read
