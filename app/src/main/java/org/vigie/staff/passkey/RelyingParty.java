package org.vigie.staff.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorSelectionCriteria;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialDescriptor;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.PublicKeyCredentialRpEntity;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.PublicKeyCredentialUserEntity;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.ResidentKeyRequirement;
import com.webauthn4j.data.UserVerificationRequirement;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks browsers for passkeys and judges their answers, as W3C Web Authentication level 3 says in 7.1 and 7.2; the bytes are
 * read and the signatures checked by WebAuthn4J. Always demanded: a passkey that names its person (discoverable), and that
 * the device has made sure of the person (user verification). Which make of authenticator it is, is not asked.
 */
@Component
public class RelyingParty {
    private static final String NAME = "Vigie";

    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            algorithm(COSEAlgorithmIdentifier.EdDSA),
            algorithm(COSEAlgorithmIdentifier.ES256),
            algorithm(COSEAlgorithmIdentifier.RS256));

    private final String domain;
    private final Origins origins;
    private final ObjectConverter json = new ObjectConverter();
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(json);
    private final AttestedCredentialDataConverter attested = new AttestedCredentialDataConverter(json);

    RelyingParty(PasskeySettings settings) {
        domain = settings.passkeyDomain();
        origins = new Origins(settings);
    }

    /**
     * What to hand to {@code navigator.credentials.create}, in JSON.
     *
     * @param handle at most 64 bytes by which the authenticator will know the person; they say nothing about them
     * @param name what the person reads when choosing among passkeys
     * @param held credential ids of the person's other passkeys: their authenticators refuse to make a second
     */
    public String creationOptions(byte[] challenge, byte[] handle, String name, List<byte[]> held) {
        return json.getJsonMapper()
                .writeValueAsString(new PublicKeyCredentialCreationOptions(
                        new PublicKeyCredentialRpEntity(domain, NAME),
                        new PublicKeyCredentialUserEntity(handle, name, name),
                        new DefaultChallenge(challenge),
                        ALGORITHMS,
                        PasskeyLimits.CHALLENGE_LIFE.toMillis(),
                        descriptors(held),
                        new AuthenticatorSelectionCriteria(
                                null, true, ResidentKeyRequirement.REQUIRED, UserVerificationRequirement.REQUIRED),
                        AttestationConveyancePreference.NONE,
                        null));
    }

    /**
     * What to hand to {@code navigator.credentials.get}, in JSON.
     *
     * @param allowed credential ids of the person who is asked; none where anybody may answer
     */
    public String requestOptions(byte[] challenge, List<byte[]> allowed) {
        return json.getJsonMapper()
                .writeValueAsString(new PublicKeyCredentialRequestOptions(
                        new DefaultChallenge(challenge),
                        PasskeyLimits.CHALLENGE_LIFE.toMillis(),
                        domain,
                        descriptors(allowed),
                        UserVerificationRequirement.REQUIRED,
                        null));
    }

    /** The passkey that a browser says it has made; empty when its answer does not hold. */
    public Optional<NewPasskey> made(String answer, byte[] challenge) {
        if (answer.length() > PasskeyLimits.ANSWER_CHARACTERS_MAX) {
            return Optional.empty();
        }
        try {
            return kept(webAuthn.verifyRegistrationResponseJSON(
                    answer, new RegistrationParameters(serverProperty(challenge), ALGORITHMS, true, true)));
        } catch (RuntimeException unfit) {
            // whatever goes wrong inside the library while it reads a stranger's bytes, the answer to them is no
            return Optional.empty();
        }
    }

    /** An answer that can be read; empty otherwise. */
    public Optional<Answer> read(String answer) {
        if (answer.length() > PasskeyLimits.ANSWER_CHARACTERS_MAX) {
            return Optional.empty();
        }
        try {
            var data = webAuthn.parseAuthenticationResponseJSON(answer);
            @SuppressWarnings("NullAway") // takes the library's word about the array for one about its elements
            byte @Nullable [] id = data.getCredentialId();
            return id == null || id.length == 0 || id.length > PasskeyLimits.CREDENTIAL_ID_BYTES_MAX
                    ? Optional.empty()
                    : Optional.of(new Answer(id, data));
        } catch (RuntimeException unfit) {
            return Optional.empty(); // as above
        }
    }

    /**
     * Whether the answer proves that its person is there.
     *
     * @param challenge the one that this browser was asked with, once and not long ago
     */
    public Verdict judge(Answer answer, byte[] challenge, KnownPasskey known) {
        var handle = answer.data().getUserHandle();
        // an authenticator that was told which passkey to use may leave the handle out; another one's is refused
        if (handle != null && !MessageDigest.isEqual(handle, known.handle())) {
            return new Verdict.Refused(false);
        }
        try {
            var verified = webAuthn.verify(
                    answer.data(),
                    new AuthenticationParameters(serverProperty(challenge), record(known), null, true, true));
            var seen = Objects.requireNonNull(verified.getAuthenticatorData());
            return new Verdict.Proven(seen.getSignCount(), seen.isFlagBS());
        } catch (MaliciousCounterValueException copied) {
            return new Verdict.Refused(true);
        } catch (RuntimeException unfit) {
            return new Verdict.Refused(false); // as above
        }
    }

    private Optional<NewPasskey> kept(RegistrationData made) {
        AuthenticatorData<?> data =
                Objects.requireNonNull(made.getAttestationObject()).getAuthenticatorData();
        var credential = Objects.requireNonNull(data.getAttestedCredentialData());
        byte[] bytes = attested.convert(credential);
        if (bytes.length > PasskeyLimits.KEPT_BYTES_MAX) {
            return Optional.empty();
        }
        Set<AuthenticatorTransport> transports = Objects.requireNonNullElse(made.getTransports(), Set.of());
        return Optional.of(new NewPasskey(
                credential.getCredentialId(),
                bytes,
                data.getSignCount(),
                transports.stream()
                        .map(AuthenticatorTransport::getValue)
                        .filter(name -> name.matches("[a-z-]{1,20}"))
                        .limit(PasskeyLimits.TRANSPORTS_MAX)
                        .collect(Collectors.toUnmodifiableSet()),
                data.isFlagBE(),
                data.isFlagBS()));
    }

    private CredentialRecordImpl record(KnownPasskey known) {
        return new CredentialRecordImpl(
                null,
                true,
                known.backupEligible(),
                null,
                known.signCount(),
                attested.convert(known.attestedData()),
                null,
                null,
                null,
                null);
    }

    private ServerProperty serverProperty(byte[] challenge) {
        return ServerProperty.builder()
                .originPredicate(origins)
                .rpId(domain)
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private static List<PublicKeyCredentialDescriptor> descriptors(List<byte[]> ids) {
        return ids.stream()
                .map(id -> new PublicKeyCredentialDescriptor(PublicKeyCredentialType.PUBLIC_KEY, id, null))
                .toList();
    }

    private static PublicKeyCredentialParameters algorithm(COSEAlgorithmIdentifier algorithm) {
        return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
    }
}
