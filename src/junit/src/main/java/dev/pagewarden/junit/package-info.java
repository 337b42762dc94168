/**
 * Tells the scramble agent which test runs ({@link dev.pagewarden.junit.TestListener}, for every
 * engine of the JUnit Platform), and fails the test in which an importer reaches for the pages of
 * an imported table ({@link dev.pagewarden.junit.PageAccessExtension}, for JUnit Jupiter). Both
 * register themselves as services; without the agent they do nothing. Works with JUnit 5 and 6.
 */
package dev.pagewarden.junit;
