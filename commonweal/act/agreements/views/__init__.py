"""The pages of joint working."""
