package dev.pagewarden.dmabuf;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks importer code that may touch the pages of mapped tables because both sides belong to one
 * driver or heap and have agreed to it. The exporter's side of the agreement is {@link
 * DmaBufOps#sharesPages}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface SharesPages {}
