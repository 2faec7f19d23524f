using System.Text.RegularExpressions;

namespace Lighthouse.Security.Scanning.Secrets;

/// <summary>The thirteen patterns, and the entropy rule that finds what has no shape of its own.</summary>
internal static partial class SecretPatterns
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const RegexOptions AnyCase = Plain | RegexOptions.IgnoreCase;

    public const string PrivateKeyBegin = "-----BEGIN ";

    /// <summary>In the order in which they are tried: the first that matches a value names it.</summary>
    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        Of("aws-access-key", "AWS access key id", Severity.Critical, AwsAccessKey(), IsNoExample, "AKIA", "ASIA"),
        Of("aws-secret-key", "AWS secret access key", Severity.Critical, AwsSecretKey(), IsNoExample, "aws"),
        Of("github-token", "GitHub token", Severity.Critical, GitHubToken(), IsNoExample, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        Of("slack-token", "Slack token", Severity.Critical, SlackToken(), IsNoExample, "xox", "hooks.slack.com"),
        Of("google-api-key", "Google API key", Severity.High, GoogleKey(), IsNoExample, "AIza"),
        Of("stripe-key", "Stripe key", Severity.Critical, StripeKey(), IsNoExample, "sk_live_", "rk_live_", "sk_test_", "rk_test_"),
        Of("private-key", "private key", Severity.Critical, PrivateKey(), _ => true, PrivateKeyBegin),
        Of("json-web-token", "JSON web token", Severity.High, JsonWebToken(), match => SecretShape.IsTokenHeader(match.Groups["secret"].Value), "eyJ"),
        Of("azure-key", "Azure account key or shared access signature", Severity.Critical, AzureKey(), IsNoExample, "AccountKey=", "SharedAccessKey=", "sig="),
        Of("database-password", "database password", Severity.Critical, DatabasePassword(), IsRealPassword, "://", "password=", "pwd="),
        Of("registry-token", "package registry token", Severity.Critical, RegistryToken(), IsNoExample, "npm_", "oy2", "pypi-", "_authToken"),
        Of("bearer-token", "bearer token", Severity.High, BearerToken(), IsRandom, "bearer"),
        Of("assigned-secret", "secret in an assignment", Severity.High, AssignedSecret(), IsRealAssignment, "secret", "passw", "pwd", "token", "api_key", "apikey", "api-key"),
        Of("high-entropy", "random value under a name that hints at a key", Severity.High, HintedValue(), IsRandomUnderHint, "key", "auth", "cred", "sign", "pass", "access"),
    ];

    private static SecretPattern Of(string name, string title, Severity severity, Regex shape, Func<Match, bool> holds, params string[] anchors) =>
        new(name, title, severity, anchors, shape, holds);

    private static bool IsNoExample(Match match) => !SecretShape.IsPlaceholder(match.Groups["secret"].Value);

    private static bool IsRandom(Match match) => IsNoExample(match) && SecretShape.IsRandom(match.Groups["secret"].Value);

    private static bool IsRealPassword(Match match) => SecretShape.IsPassword(match.Groups["secret"].Value);

    private static bool IsRealAssignment(Match match) =>
        !SecretShape.IsHarmlessName(match.Groups["name"].Value) && SecretShape.IsLikelySecret(match.Groups["secret"].Value);

    private static bool IsRandomUnderHint(Match match) =>
        !SecretShape.IsHarmlessName(match.Groups["name"].Value) && IsRandom(match) && match.Groups["secret"].Value.Any(char.IsAsciiDigit);

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<secret>A[KS]IA[A-Z2-7]{16})(?![A-Za-z0-9])", Plain)]
    private static partial Regex AwsAccessKey();

    [GeneratedRegex(@"aws.{0,30}?(secret|sk).{0,30}?[""'=:\s](?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])", AnyCase)]
    private static partial Regex AwsSecretKey();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<secret>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9_])", Plain)]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"(?<secret>xox[abeprs]-[0-9]{6,14}-[A-Za-z0-9-]{16,150}|hooks\.slack\.com/services/T[A-Z0-9]{6,12}/B[A-Z0-9]{6,12}/[A-Za-z0-9]{20,30})", Plain)]
    private static partial Regex SlackToken();

    [GeneratedRegex(@"(?<![A-Za-z0-9_-])(?<secret>AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])", Plain)]
    private static partial Regex GoogleKey();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<secret>[sr]k_(live|test)_[A-Za-z0-9]{24,120})(?![A-Za-z0-9])", Plain)]
    private static partial Regex StripeKey();

    // Up to 16 KB of armour; a header alone, as in documentation, is no key.
    [GeneratedRegex(@"-----BEGIN (RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY( BLOCK)?-----(?<secret>(\s|\\r|\\n|[A-Za-z-]{4,20}: [^\r\n]{1,80}|[""' +,;]){1,40}?[A-Za-z0-9+/=]{40,76}[A-Za-z0-9+/=\s\\""',;]{20,16000})", Plain)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"(?<![A-Za-z0-9_-])(?<secret>eyJ[A-Za-z0-9_-]{10,500}\.eyJ[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{20,700})(?![A-Za-z0-9_-])", Plain)]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(@"(Account|SharedAccess)Key=(?<secret>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])|[?&](sv|se|sp|sr)=[^\s""']{5,300}?&sig=(?<secret>[A-Za-z0-9%+/]{40,80}(=|%3D))", AnyCase)]
    private static partial Regex AzureKey();

    [GeneratedRegex(@"(?<![A-Za-z])(postgres(ql)?|mysql|mariadb|mongodb(\+srv)?|rediss?|amqps?|mssql|sqlserver)://[^\s:@/""']{0,64}:(?<secret>[^\s@/""']{3,128})@[A-Za-z0-9\[]|(Host|Server|Data Source|User ID|Uid|Username|Database)\s*=[^""'\r\n]{1,200}?;\s*(Password|Pwd)\s*=\s*(?<secret>[^;""'\s]{3,128})", AnyCase)]
    private static partial Regex DatabasePassword();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<secret>npm_[A-Za-z0-9]{36}|oy2[a-z0-9]{43}|pypi-AgE[A-Za-z0-9_-]{50,200})(?![A-Za-z0-9])|_authToken\s*=\s*(?<secret>[A-Za-z0-9+/_=-]{20,200})", Plain)]
    private static partial Regex RegistryToken();

    [GeneratedRegex(@"(?<![A-Za-z])bearer\s{1,3}(?<secret>[A-Za-z0-9._~+/-]{20,500}={0,2})(?![A-Za-z0-9._~+/-])", AnyCase)]
    private static partial Regex BearerToken();

    [GeneratedRegex(@"(?<name>[A-Za-z0-9_.-]{0,40}(secret|passw(or)?d|passwd|pwd|token|api[_-]?key)[A-Za-z0-9_-]{0,20})(\\?[""'])?\]?\s{0,8}(=>|:=|=|:)\s{0,8}\\?[""'`](?<secret>[^""'`\s\\]{8,200})\\?[""'`]|^\s{0,12}(-\s|export\s|ENV\s|set\s)?\s{0,4}(?<name>[A-Za-z0-9_.-]{0,40}(secret|passw(or)?d|passwd|pwd|token|api[_-]?key)[A-Za-z0-9_-]{0,20})\s?[=:]\s{0,4}(?<secret>[^\s""'`,;(){}<>]{8,200})\s*$", AnyCase)]
    private static partial Regex AssignedSecret();

    [GeneratedRegex(@"(?<name>[A-Za-z0-9_.-]{0,40}(key|auth|cred|sign|pass|access)[A-Za-z0-9_-]{0,20})(\\?[""'])?\]?\s{0,8}(=>|:=|=|:)\s{0,8}\\?[""'`](?<secret>[A-Za-z0-9+/_=.-]{24,200})\\?[""'`]", AnyCase)]
    private static partial Regex HintedValue();
}
