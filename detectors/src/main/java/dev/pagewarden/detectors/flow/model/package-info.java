/**
 * Models of library methods: data that says what a method of the JDK or another library does with
 * the values it is given, for the analysis to run instead of the method's code. {@link
 * dev.pagewarden.detectors.flow.model.Models} is the entry; the language is described at the head
 * of {@code library-models.yaml}.
 */
package dev.pagewarden.detectors.flow.model;
