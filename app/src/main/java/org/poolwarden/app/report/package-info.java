/** Capacity reports as one page for people: read a {@link org.poolwarden.app.report.ReportPage} from its top. */
package org.poolwarden.app.report;
