package org.vigie.demo.world;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GreenMail with a doorkeeper, who may refuse recipients as a real server does and sees each message once, before it is delivered. */
final class PostOffice extends GreenMail {
    /** Decides about mail. An answer is an SMTP reply that refuses; null lets it through. */
    abstract static class Doorkeeper {
        abstract @Nullable String refuseRecipient(String address);

        abstract @Nullable String refuseMessage(SmtpState state);
    }

    private volatile @Nullable Doorkeeper doorkeeper;

    PostOffice(ServerSetup... setups) {
        super(setups);
    }

    void guardedBy(Doorkeeper keeper) {
        doorkeeper = keeper;
    }

    @Override
    protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
        // Called by the constructor above, so the doorkeeper is looked up when mail arrives and not now.
        return super.createServices(setups, new GuardedManagers(managers));
    }

    private final class GuardedManagers extends Managers {
        private final Managers managers;
        private final SmtpManager smtp;

        GuardedManagers(Managers managers) {
            this.managers = managers;
            this.smtp = new GuardedSmtp(managers.getImapHostManager(), managers.getUserManager());
        }

        @Override
        public SmtpManager getSmtpManager() {
            return smtp;
        }

        @Override
        public UserManager getUserManager() {
            return managers.getUserManager();
        }

        @Override
        public ImapHostManager getImapHostManager() {
            return managers.getImapHostManager();
        }
    }

    private final class GuardedSmtp extends SmtpManager {
        GuardedSmtp(ImapHostManager imap, UserManager users) {
            super(imap, users);
        }

        @Override
        public @Nullable String checkRecipient(SmtpState state, MailAddress recipient) {
            Doorkeeper keeper = doorkeeper;
            return keeper == null ? null : keeper.refuseRecipient(recipient.getEmail());
        }

        @Override
        public @Nullable String checkData(SmtpState state) {
            Doorkeeper keeper = doorkeeper;
            return keeper == null ? null : keeper.refuseMessage(state);
        }
    }
}
