/** Stands in for a language's runtime. */
package org.codehaus.groovy.runtime;
