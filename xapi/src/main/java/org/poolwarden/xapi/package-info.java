/**
 * A small client for XenServer's API: XML-RPC over HTTPS, without a thread that waits.
 *
 * <p>Start reading at {@link org.poolwarden.xapi.XapiClient}, the calls; {@link org.poolwarden.xapi.XapiTransport} is
 * how they travel, and has a virtual form in rehearsals.
 */
package org.poolwarden.xapi;
