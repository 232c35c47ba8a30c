"""What do people ask of a plan? Its lines, one action, what needs them, exceptions, history and figures."""
