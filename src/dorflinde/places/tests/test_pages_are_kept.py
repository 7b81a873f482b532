"""A public page is made once for all the browsers that ask for it as browsers do."""

import pytest

BROWSER = {"accept-encoding": "gzip, deflate, br, zstd", "accept-language": "de"}


@pytest.mark.django_db
def test_the_second_browser_gets_the_kept_page(client, municipality, django_assert_max_num_queries):
    first = client.get("/perlesreut/", headers=BROWSER)
    assert first.status_code == 200
    assert first["Content-Encoding"] == "br"
    with django_assert_max_num_queries(1):  # at most the edition
        second = client.get("/perlesreut/", headers=BROWSER)
    assert second["ETag"] == first["ETag"]
    assert second.content == first.content


@pytest.mark.django_db
def test_who_has_the_page_is_told_so(client, municipality):
    first = client.get("/perlesreut/", headers=BROWSER)
    again = client.get("/perlesreut/", headers={**BROWSER, "if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
