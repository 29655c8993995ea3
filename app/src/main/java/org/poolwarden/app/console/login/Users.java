package org.poolwarden.app.console.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.poolwarden.app.operate.Trouble;

/** Those who may log in, by a file with a line for each: {@code NAME ROLE BCRYPT-HASH}. */
public final class Users {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
    private static final int COST = 12;
    private static final int LONGEST = 72;

    /** Of nobody's password: an unknown name costs as much time as a known one. */
    private static final String DECOY = BCrypt.withDefaults().hashToString(COST, "nobody".toCharArray());

    private final Map<String, Account> accounts;

    /** Somebody and the hash of the password. */
    private record Account(Person person, String hash) {}

    private Users(Map<String, Account> accounts) {
        this.accounts = Map.copyOf(accounts);
    }

    /**
     * @throws Trouble naming the line that says something else
     */
    public static Users read(Path file) throws Trouble {
        Map<String, Account> accounts = new HashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Account account = account(line.split("\\s+"), file + ":" + (i + 1));
                if (accounts.put(account.person().name(), account) != null) {
                    throw Trouble.usage(file + ":" + (i + 1) + ": a second line for "
                            + account.person().name());
                }
            }
        }
        if (accounts.isEmpty()) {
            throw Trouble.usage(file + ": nobody may log in; poolwarden console-user NAME prints a line for it");
        }
        return new Users(accounts);
    }

    private static List<String> lines(Path file) throws Trouble {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw Trouble.usage("--users: " + e);
        }
    }

    private static Account account(String[] words, String place) throws Trouble {
        Optional<Role> role = words.length == 3 ? Role.called(words[1]) : Optional.empty();
        if (role.isEmpty() || !isName(words[0]) || !HASH.matcher(words[2]).matches()) {
            throw Trouble.usage(place + ": expected NAME, viewer or operator, and a bcrypt hash");
        }
        return new Account(new Person(words[0], role.get()), words[2]);
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The line of somebody, for the file. */
    public static String line(Person person, char[] password) {
        return person.name() + " " + person.role().word() + " "
                + BCrypt.withDefaults().hashToString(COST, password);
    }

    /** Whether bcrypt takes all of it: what is longer would be cut. */
    public static boolean isShortEnough(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** Whose name and password these are; one at a time, for it costs a processor a quarter of a second. */
    public synchronized Optional<Person> verified(String name, String password) {
        Optional<Account> account = Optional.ofNullable(accounts.get(name));
        boolean right = BCrypt.verifyer()
                .verify(
                        (isShortEnough(password) ? password : "").toCharArray(),
                        account.map(Account::hash).orElse(DECOY).toCharArray())
                .verified;
        return account.filter(known -> right && !password.isEmpty()).map(Account::person);
    }
}
