/** Who is at the console: users with hashed passwords and a role, and how often one may guess. */
package org.poolwarden.app.console.login;
