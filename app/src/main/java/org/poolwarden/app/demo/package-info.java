/** The story that poolwarden exists for, on a real Kafka: a simulated pool loses its master and gets a new one. */
package org.poolwarden.app.demo;
