/**
 * Flow cases compiled for Java 8: no nests, so that inner and outer class reach each other's
 * private members through {@code access$000}; text put together by StringBuilder; no records, no
 * patterns. Those named after Guava and RxJava pass tables through these libraries.
 */
package flow8;
