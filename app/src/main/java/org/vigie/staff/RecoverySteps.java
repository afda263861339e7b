package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;

/** What somebody who is recovering does; their organisation is bound. Each ends in being signed in, all older sessions ended. */
@Component
class RecoverySteps {
    private final Ceremonies ceremonies;
    private final PasskeyService passkeys;
    private final OwnPasswordService passwords;
    private final RecoveryService recovery;
    private final Recovering recovering;
    private final NewSecrets secrets;
    private final Sessions sessions;

    RecoverySteps(
            Ceremonies ceremonies,
            PasskeyService passkeys,
            OwnPasswordService passwords,
            RecoveryService recovery,
            Recovering recovering,
            NewSecrets secrets,
            Sessions sessions) {
        this.ceremonies = ceremonies;
        this.passkeys = passkeys;
        this.passwords = passwords;
        this.recovery = recovery;
        this.recovering = recovering;
        this.secrets = secrets;
        this.sessions = sessions;
    }

    String askForNew(Recovering.State state, HttpServletRequest request) {
        return ceremonies.askForNew(state.person(), state.signInName(), request);
    }

    void passkey(
            Recovering.State state,
            String answer,
            String label,
            HttpServletRequest request,
            HttpServletResponse response) {
        demandItsCode(state);
        var made = ceremonies.made(state.person(), answer, request);
        open(passkeys.addAfterLoss(state, made, label), request, response);
    }

    void password(
            Recovering.State state,
            String password,
            String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        demandItsCode(state);
        var fallback = new NewFallback(password, secrets.demandShown(state.person(), request), code);
        open(passwords.setAfterLoss(state, fallback), request, response);
    }

    /** New codes end what was begun with an old one, which another may have used. */
    private void demandItsCode(Recovering.State state) {
        if (recovery.madeSinceUse(state.person())) {
            throw new Refusal("staff.recovery.over");
        }
    }

    private void open(Person person, HttpServletRequest request, HttpServletResponse response) {
        recovering.end(request);
        secrets.forget(request);
        sessions.open(person, Factor.RECOVERY_CODE, request, response);
    }
}
