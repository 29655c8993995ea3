/** What every topology's shell needs: state rows as bytes, and a place for records that cannot be read. */
package org.poolwarden.shell;
