package org.vigie.notice;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.work.WorkQueue;

/**
 * Sends one notice. First it is noted, and committed, that it is being sent; then it is handed to the mail server; then it is
 * noted how that ended. A process that dies in between leaves the note, and the next one sends the same message again. No
 * transaction is open while the network is waited for.
 */
@Component
class NoticeOutbox {
    private final SendingService sending;
    private final HostLookup hosts;
    private final MailDoor door;
    private final WorkQueue work;

    NoticeOutbox(SendingService sending, HostLookup hosts, MailDoor door, WorkQueue work) {
        this.sending = sending;
        this.hosts = hosts;
        this.door = door;
        this.work = work;
    }

    void send(NoticeId id) {
        Set<String> names = sending.hosts(id);
        var addresses = new HashMap<String, InetAddress>();
        for (String name : names) {
            hosts.addressOf(name).ifPresent(address -> addresses.put(name, address));
        }
        switch (sending.prepare(id, Map.copyOf(addresses), door.problem())) {
            case SendingService.Ready(Mail mail) -> sending.conclude(id, door.send(mail));
            case SendingService.Wait(var until) ->
                work.add(NoticeWork.SEND, CurrentOrganisation.require(), id.value(), until);
            case SendingService.Nothing _ -> {
                // sent, held or withdrawn meanwhile
            }
        }
    }
}
