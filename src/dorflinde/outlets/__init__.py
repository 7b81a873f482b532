"""How news reach people: in the app and by e-mail, each message once, even if the machine stops in between."""
