"""What can the plans room be told at a terminal?"""
