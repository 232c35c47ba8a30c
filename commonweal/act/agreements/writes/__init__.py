"""How is joint working agreed, manned, ended, counted, and how are the problems that come again kept?"""
