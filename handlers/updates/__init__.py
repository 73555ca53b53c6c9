"""The gate: takes updates in, confirms each when its effect is stored, and sends answers out at their pace.

intake.py    takes updates in, from polling or webhook
polling.py   long polling
webhook.py   the webhook
parsing.py   updates from JSON, one by one
answers.py   sends answers out
effects.py   marks the moment at which a command's effect is stored
"""
