package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.ui.ExtendedModelMap;

@ExtendWith(OutputCaptureExtension.class)
class ErrorPagesTest {
    @Test
    void theNumberOfAnErrorLeadsToItsPlaceAndNotToItsWords(CapturedOutput output) {
        var request = new MockHttpServletRequest();
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 500);
        request.setAttribute(
                RequestDispatcher.ERROR_EXCEPTION,
                new IllegalStateException("outer", new IllegalArgumentException("https://pictures.example/a.jpg")));
        var model = new ExtendedModelMap();
        new ErrorPages().error(request, model);

        String line = output.getAll()
                .lines()
                .filter(one -> one.contains(String.valueOf(model.get("number"))))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains("java.lang.IllegalArgumentException at ", "ErrorPagesTest.java:")
                .doesNotContain("pictures.example");
    }
}
