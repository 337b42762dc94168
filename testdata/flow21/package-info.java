/** Flow cases in the language and library of Java 21; compiled by a JDK that knows them. */
package flow21;
