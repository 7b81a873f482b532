def test_loop(world):
    c = world.client("resident")
    url = "/redaktion/"
    for _ in range(5):
        r = c.get(url)
        print(r.status_code, url, "->", r.get("Location"))
        if r.status_code not in (301, 302):
            break
        url = r["Location"]
    c = world.client("outsider")
    url = world.address("/redaktion/pages/{article_page}/edit/")
    for _ in range(5):
        r = c.get(url)
        print(r.status_code, url, "->", r.get("Location"))
        if r.status_code not in (301, 302):
            break
        url = r["Location"]
    for a in ("/konto/reauthenticate/", "/konto/2fa/", "/konto/2fa/webauthn/"):
        r = world.client("author").get(a)
        print(a, r.status_code, r.get("Location"))
