/** What happens to a pool, line by line: the timeline of rehearsals and of the demo. */
package org.poolwarden.app.timeline;
