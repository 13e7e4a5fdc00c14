package io.cowrite.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Whether there is a demo. */
@ConfigurationProperties("cowrite")
record DemoSettings(@DefaultValue("false") boolean demo) {}
