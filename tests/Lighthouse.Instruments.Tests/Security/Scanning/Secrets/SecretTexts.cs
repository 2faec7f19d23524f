namespace Lighthouse.Instruments.Tests.Security.Scanning.Secrets;

/// <summary>How each kind of secret comes to stand in a file.</summary>
internal static class SecretTexts
{
    public static IReadOnlyList<(string Kind, Func<Drawn, int, string> Make)> Kinds { get; } =
    [
        ("AWS access key id", (drawn, index) => Placed(drawn, index, "AccessKeyId", (index % 3 == 0 ? "AS" : "AK") + "IA" + drawn.Base32(16))),
        ("AWS secret access key", (drawn, index) => AwsSecret(drawn, index)),
        ("GitHub token", (drawn, index) => Placed(drawn, index, "GH_TOKEN", index % 4 == 0
            ? "github" + "_pat_" + drawn.Letters(22) + "_" + drawn.Letters(59)
            : drawn.One("ghp", "gho", "ghu", "ghs", "ghr") + "_" + drawn.Letters(36))),
        ("Slack token", (drawn, index) => index % 3 == 0
            ? "curl -X POST https://hooks." + "slack.com/services/T" + drawn.UpperLetters(8) + "/B" + drawn.UpperLetters(10) + "/" + drawn.Letters(24)
            : Placed(drawn, index, "slack", "xox" + drawn.One("b", "p", "a") + "-" + drawn.Number(12) + "-" + drawn.Number(12) + "-" + drawn.Letters(24))),
        ("Google API key", (drawn, index) => Placed(drawn, index, "mapsKey", "AI" + "za" + drawn.UrlSafe(34) + drawn.Letters(1))),
        ("Stripe key", (drawn, index) => Placed(drawn, index, "billing", drawn.One("sk", "rk") + "_" + drawn.One("live", "test") + "_" + drawn.Letters(drawn.One(24, 99)))),
        ("private key", PrivateKey),
        ("JSON web token", (drawn, index) => Placed(drawn, index, "session", drawn.Token(
            new { alg = drawn.One("HS256", "RS256", "ES256"), typ = "JWT" }, new { sub = drawn.LowerLetters(8), iat = 1_700_000_000 + index }))),
        ("Azure key", AzureKey),
        ("database password", DatabasePassword),
        ("package registry token", (drawn, index) => (index % 4) switch
        {
            0 => "//registry.npmjs.org/:_auth" + "Token=" + drawn.Uuid(),
            1 => Placed(drawn, index, "publish", "oy" + "2" + drawn.LowerLetters(43)),
            2 => "pass" + "word = pypi-" + "AgEIcHlwaS5vcmc" + drawn.UrlSafe(120) + "a",
            _ => Placed(drawn, index, "npm", "npm" + "_" + drawn.Letters(36)),
        }),
        ("bearer token", (drawn, index) => (index % 3) switch
        {
            0 => $"curl -H \"Authorization: Bear" + $"er {drawn.Letters(40)}\" https://api.service.internal/v1/jobs",
            1 => $"request.Headers.Add(\"Authorization\", \"Bear" + $"er {drawn.Hex(20)}\");",
            _ => $"  authorization: bear" + $"er {drawn.UrlSafe(42)}7",
        }),
        ("assigned secret", AssignedSecret),
        ("random value", (drawn, index) => (index % 3) switch
        {
            0 => $"{{ \"signingKey\": \"{drawn.Base64(32)}\" }}",
            1 => $"const auth = '{drawn.Hex(24)}';",
            _ => $"var accessKey = \"{drawn.Letters(40)}\";",
        }),
    ];

    private static string Placed(Drawn drawn, int index, string name, string value) => (index % 6) switch
    {
        0 => $"{name.ToUpperInvariant()}={value}",
        1 => $"var {name.ToLowerInvariant()} = \"{value}\";",
        2 => $"  {name}: {value}",
        3 => $"{{ \"{name}\": \"{value}\", \"region\": \"eu\" }}",
        4 => $"# it was {value} until {2020 + (index % 6)}",
        _ => $"!function(){{var a=\"{drawn.Letters(300)}\";b(\"{value}\")}}();",
    };

    private static string AwsSecret(Drawn drawn, int index)
    {
        var value = drawn.Base64(30);
        return (index % 4) switch
        {
            0 => $"aws_sec" + $"ret_access_key = {value}",
            1 => $"AWS_SEC" + $"RET_ACCESS_KEY={value}",
            2 => $"\"awsSec" + $"retKey\": \"{value}\"",
            _ => $"export AWS_SEC" + $"RET_ACCESS_KEY=\"{value}\"",
        };
    }

    private static string PrivateKey(Drawn drawn, int index)
    {
        var kind = drawn.One("RSA ", "EC ", "", "OPENSSH ", "DSA ", "ENCRYPTED ") + "PRIV" + "ATE KEY";
        var armour = drawn.Armour(kind, drawn.Between(120, 1200));
        return (index % 4) switch
        {
            0 => armour,
            1 => $"{{ \"key\": \"{armour.Replace("\n", "\\n", StringComparison.Ordinal)}\" }}",
            2 => string.Concat(armour.Split('\n').Select(line => $"    {line}\n")),
            _ => $"Put this into the file:\n\n{armour}\nand restart.",
        };
    }

    private static string AzureKey(Drawn drawn, int index) => (index % 3) switch
    {
        0 => $"DefaultEndpointsProtocol=https;AccountName={drawn.LowerLetters(10)};Account" + $"Key={drawn.Base64(64)};EndpointSuffix=core.windows.net",
        1 => $"Endpoint=sb://{drawn.LowerLetters(8)}.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccess" + $"Key={drawn.Base64(32)}",
        _ => $"https://{drawn.LowerLetters(9)}.blob.core.windows.net/logs?sv=2023-11-03&se=2030-01-01&sr=c&sp=rl&s" + $"ig={Uri.EscapeDataString(drawn.Base64(32))}",
    };

    private static string DatabasePassword(Drawn drawn, int index) => (index % 5) switch
    {
        0 => $"DATABASE_URL=postgres" + $"://orders:{drawn.Letters(16)}@db.internal:5432/orders",
        1 => $"mongodb+srv" + $"://svc:{drawn.LowerLetters(14)}7@cluster0.mongodb.net/live",
        2 => $"Host=db.internal;Database=orders;Username=svc;Pass" + $"word={drawn.Password()}",
        3 => $"Server=tcp:sql.internal,1433;User ID=svc;Pass" + $"word={drawn.Letters(18)}9;Encrypt=true",
        _ => $"redis" + $"://:{drawn.Hex(16)}@cache.internal:6379/0",
    };

    private static string AssignedSecret(Drawn drawn, int index) => (index % 6) switch
    {
        0 => $"var pass" + $"word = \"{drawn.Password()}\";",
        1 => $"client_sec" + $"ret: '{drawn.Letters(32)}'",
        2 => $"MAIL_PASS" + $"WORD={drawn.Password()}",
        3 => $"{{ \"api" + $"Key\": \"{drawn.Hex(16)}\" }}",
        4 => $"  tok" + $"en: {drawn.Uuid()}",
        _ => $"private const string WebhookSec" + $"ret = \"{drawn.Base64(24)}\";",
    };
}
