namespace Lighthouse.Instruments.Tests.Security.Scanning.Secrets;

/// <summary>What looks like a secret at first sight and is none.</summary>
internal static class NearMisses
{
    public static IReadOnlyList<(string Kind, Func<Drawn, int, string> Make)> Drawn { get; } =
    [
        ("hashes", (drawn, index) => (index % 4) switch
        {
            0 => $"{drawn.Hex(32)}  package.tar.gz",
            1 => $"\"sha256\": \"{drawn.Hex(32)}\"",
            2 => $"commit {drawn.Hex(20)}",
            _ => $"public const string KeyDigest = \"{drawn.Hex(32)}\";",
        }),
        ("lock files", (drawn, index) => (index % 3) switch
        {
            0 => $"        \"contentHash\": \"{drawn.Base64(64)}\"",
            1 => $"      \"integrity\": \"sha512-{drawn.Base64(64)}\",",
            _ => $"    \"sha512\": \"{drawn.Base64(64)}\", \"type\": \"package\"",
        }),
        ("identifiers", (drawn, index) => (index % 4) switch
        {
            0 => $"<ProjectGuid>{{{drawn.Uuid()}}}</ProjectGuid>",
            1 => $"\"requestId\": \"{drawn.Uuid()}\"",
            2 => $"correlation = '{drawn.Uuid()}'",
            _ => $"\"primaryKey\": \"{drawn.Uuid()}\"",
        }),
        ("base64 data", (drawn, index) => (index % 3) switch
        {
            0 => $"var image = \"data:image/png;base64,{drawn.Base64(90)}\";",
            1 => $"[InlineData(\"{drawn.Base64(48)}\")]",
            _ => drawn.Base64(57),
        }),
        ("public keys and certificates", (drawn, index) => (index % 3) switch
        {
            0 => drawn.Armour("PUBLIC KEY", 294),
            1 => drawn.Armour("CERTIFICATE", 700),
            _ => $"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA{drawn.Letters(44)} someone@host",
        }),
        ("placeholders", (drawn, index) => (index % 6) switch
        {
            0 => "pass" + $"word = \"your-{drawn.One("database", "mail", "api")}-password-{index}\"",
            1 => $"API_" + $"KEY=<insert key number {index}>",
            2 => "secret: ${" + $"VAULT_SECRET_{index}" + "}",
            3 => $"tok" + $"en: '{{{{ secrets.TOKEN_{index} }}}}'",
            4 => $"postgres" + $"://user:password@localhost:{5400 + index}/test",
            _ => "apiKey: \"" + new string('x', 20 + index) + "\"",
        }),
        ("code about secrets", (drawn, index) => (index % 6) switch
        {
            0 => $"var password = configuration[\"Mail:Password{index}\"];",
            1 => $"string token = await tokens.IssueAsync(agent{index}, TimeSpan.FromHours(8));",
            2 => $"if (secret.Length < {16 + index}) throw new ArgumentException(\"secret too short\", nameof(secret));",
            3 => $"passwordField.Text = \"Password must have at least {8 + index} characters\";",
            4 => $"var tokenPath = \"/var/run/secrets/service-{index}/token\";",
            _ => $"headers[\"Authorization\"] = \"Bearer \" + token{index};",
        }),
        ("minified text", (drawn, index) => $"!function(e,t){{{string.Join(';', Enumerable.Range(0, 60).Select(one => $"var {drawn.LowerLetters(2)}{one}=e[{one}]||t.{drawn.LowerLetters(8)}({index})"))}}}(window,document);"),
        ("keys cut short or too long", (drawn, index) => (index % 5) switch
        {
            0 => "AK" + "IA" + drawn.Base32(drawn.Between(6, 14)),
            1 => "gh" + "p_" + drawn.Letters(drawn.Between(8, 30)),
            2 => "AI" + "za" + drawn.Letters(drawn.Between(10, 30)),
            3 => drawn.Letters(5) + "AK" + "IA" + drawn.Base32(30),
            _ => "the header eyJ" + drawn.Letters(20) + " has no payload",
        }),
        ("other names with keys in them", (drawn, index) => (index % 4) switch
        {
            0 => $"PublicKeyToken={drawn.Hex(8)}",
            1 => $"\"partitionKey\": \"orders-{drawn.Number(8)}\"",
            2 => $"monkey = \"{drawn.Password()}\"",
            _ => $"\"publicKey\": \"{drawn.Base64(32)}\"",
        }),
    ];

    /// <summary>Written by hand: from the documentation of the issuers, and from what other scanners report wrongly.</summary>
    public static IReadOnlyList<string> Written { get; } =
    [
        "aws_access_key_id = " + "AKIA" + "IOSFODNN7EXAMPLE",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "gh" + "p_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk_" + "test_...",
        "use sk_live_ for the live system and sk_test_ for the other",
        "A key begins with -----BEGIN " + "RSA PRIVATE KEY----- and ends with -----END RSA PRIVATE KEY-----.",
        "grep -r -- '-----BEGIN " + "PRIVATE KEY-----' .",
        "Authorization: Bearer <token>",
        "Authorization: Bearer $TOKEN",
        "WWW-Authenticate: Bearer realm=\"bridge\", error=\"invalid_token\"",
        "a bearer of good news went through the valley yesterday",
        "password: string;",
        "\"password\": null",
        "[Required] public string Password { get; set; }",
        "passwordHash = \"$2b$12$\"",
        "DB_PASSWORD=changeme",
        "POSTGRES_PASSWORD=postgres",
        "redis://localhost:6379/0",
        "postgres://localhost/test?sslmode=disable",
        "https://user@host.internal/repository.git",
        "mailto:token@company.internal",
        "AccountKey=<your key>;EndpointSuffix=core.windows.net",
        "UseDevelopmentStorage=true",
        "<PackageReference Include=\"Microsoft.IdentityModel.Tokens\" Version=\"8.2.1\" />",
        "token_endpoint: \"https://login.company.internal/oauth2/v2.0/token\"",
        "\"tokenType\": \"Bearer\"",
        "NpgsqlConnection(\"Host=localhost;Username=test;Password=test\")",
        "var secretName = \"orders-database-password\";",
        "secretKeyRef: { name: orders, key: password }",
        "csrf_token = generate_token(32)",
        "<input type=\"password\" name=\"password\" autocomplete=\"new-password\">",
        "assert token != \"\"",
        "npm_config_registry=https://registry.npmjs.org/",
        "--password-stdin",
        "api_key: !vault orders/api",
        "The token lives 28,800 s; the secret at least 32 bytes.",
        "sig=",
        "0x0123456789abcdef0123456789abcdef",
        "key: \"ArrowDown\"",
        "accessKey=\"s\"",
        "author: \"Jane Q. Public 1987\"",
    ];
}
