"""What may happen to an agreement and a deployment, when has work drifted from its purpose, and which numbers may go out?"""
