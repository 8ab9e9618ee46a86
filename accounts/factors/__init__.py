"""Passkeys for everyone, and the second factor that opens the desk: an authenticator app, a passkey, recovery codes."""
