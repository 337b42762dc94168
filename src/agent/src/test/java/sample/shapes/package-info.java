/** Tables of many shapes, from one desk; {@code shapes.yaml} describes them. */
package sample.shapes;
