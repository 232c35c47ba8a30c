"""Which methods watch, what does a finding mean in words, and what may a person do with an alert?"""
