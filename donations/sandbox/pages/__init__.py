"""What people see of the sandbox: the checkout, the portal, and the desk from which its world is moved."""
