/**
 * Code that plays a dependency of the flow cases: it is on the class path, not part of the program
 * that is checked. It stores, hands on, calls back and, in one place, touches what it is given.
 */
package library;
