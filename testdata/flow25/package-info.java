/** Flow cases in the language and library of Java 22 to 25; compiled by a JDK that knows them. */
package flow25;
