/** What a Connect worker itself must be like, so that no pool is unwatched for long. */
package org.poolwarden.connect.worker;
