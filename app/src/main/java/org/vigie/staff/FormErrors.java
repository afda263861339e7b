package org.vigie.staff;

import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What is wrong with a form, as the layout's parts show it: from the id of the field to the text. */
@Component
class FormErrors {
    private final MessageSource messages;

    FormErrors(MessageSource messages) {
        this.messages = messages;
    }

    Map<String, String> at(String field, Refusal refusal, Locale locale) {
        return Map.of(
                field, messages.getMessage(refusal.key(), refusal.arguments().toArray(), locale));
    }

    String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
