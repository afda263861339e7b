package org.vigie.web;

/** An act that needs a factor proven just now was asked for without one. It was not done. */
class FactorTooOld extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
