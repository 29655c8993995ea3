/** The {@code poolwarden} command: one small class per verb. Start reading at {@link org.poolwarden.app.Poolwarden}. */
package org.poolwarden.app;
