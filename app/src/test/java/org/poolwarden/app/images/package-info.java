/** What docker/ says of images and processes: held against rules, and run as processes without an engine. */
package org.poolwarden.app.images;
