/**
 * What the load on storage means: pure functions from figures to figures.
 *
 * <p>{@link org.poolwarden.capacity.FunctionalIops} says what disks can do, {@link
 * org.poolwarden.capacity.LatencySums} what they were seen to do, {@link org.poolwarden.capacity.DesktopFit} what that
 * is in desktops and {@link org.poolwarden.capacity.Runway} for how long. Rates are per second, latencies seconds,
 * shares 0 to 1. NaN is absence, so it stays outside: every record refuses it by name.
 */
package org.poolwarden.capacity;
