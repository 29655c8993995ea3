package org.poolwarden.app.console.login;

import java.io.Serializable;

/** Somebody at the console. */
public record Person(String name, Role role) implements Serializable {}
