"""What can this room be told at a terminal?"""
