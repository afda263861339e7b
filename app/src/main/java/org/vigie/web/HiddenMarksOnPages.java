package org.vigie.web;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Shows {@link HiddenMarks} in the text of every page, whichever template wrote it. What stands in a field to be sent again is
 * left as it was typed: showing must not change it.
 */
@Component
class HiddenMarksOnPages extends AbstractDialect implements IPostProcessorDialect {
    private static final int AFTER_ALL_OTHERS = 10_000;

    HiddenMarksOnPages() {
        super("hidden-marks");
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return AFTER_ALL_OTHERS;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Shown.class, AFTER_ALL_OTHERS));
    }

    /** Made by Thymeleaf for each page. */
    public static final class Shown extends AbstractTemplateHandler {
        private static final String FIELD = "textarea";

        private boolean isInField;

        @Override
        public void handleOpenElement(IOpenElementTag tag) {
            isInField |= tag.getElementCompleteName().equals(FIELD);
            super.handleOpenElement(tag);
        }

        @Override
        public void handleCloseElement(ICloseElementTag tag) {
            isInField &= !tag.getElementCompleteName().equals(FIELD);
            super.handleCloseElement(tag);
        }

        @Override
        public void handleText(IText text) {
            CharSequence shown = isInField ? text : HiddenMarks.shown(text.getText());
            boolean isPlain = isInField || CharSequence.compare(shown, text.getText()) == 0;
            super.handleText(isPlain ? text : getContext().getModelFactory().createText(shown));
        }
    }
}
