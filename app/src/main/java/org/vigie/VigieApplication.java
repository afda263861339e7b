package org.vigie;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The application that serves pages and runs jobs. Its rooms are the packages below this one. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class VigieApplication {}
