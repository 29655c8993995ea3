/**
 * The web console: pages over the topics. {@link org.poolwarden.app.console.Board} is what the topics say by now, {@link
 * org.poolwarden.app.console.Routes} who may ask what, {@link org.poolwarden.app.console.Desk} where a person's word is
 * written. Nothing here decides anything.
 */
package org.poolwarden.app.console;
