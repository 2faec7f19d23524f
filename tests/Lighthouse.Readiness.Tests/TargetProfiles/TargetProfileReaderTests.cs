using System.Text;
using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Readiness.Tests.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.TargetProfiles;

public sealed class TargetProfileReaderTests(ITestOutputHelper output)
{
    private const string Small = """
        name: small
        openapi: none
        health: /health
        operations:
          - { method: GET, path: /things }
        identities:
          attacker: { bearer: $TOKEN }
        """;

    private static readonly string[] Bits = ["", " ", "\n", ":", "- ", "[", "]", "{", "}", ",", "'", "\"", "#", "&a ", "*a", "!x ", "|", "~", "---\n", "null", "$", "$A", "{id}", "file:", "../", "\u2028", "\0", "😀"];

    private static string Page => File.ReadAllText(Path.Combine(Root(), "docs", "target-profiles.md"));

    private static string ExamplePath => Path.Combine(Root(), "docs", "examples", "shop-profile.yaml");

    [Fact]
    public void The_example_of_the_page_is_the_file_and_is_read()
    {
        Assert.Equal(File.ReadAllText(ExamplePath), Page.Split("```yaml\n")[1].Split("```")[0]);
        var profile = TargetProfileReader.ReadFile(ExamplePath);
        Assert.Equal(("shop", "/health", 4, 2, true), (profile.Name, profile.HealthPath, profile.Operations.Count, profile.Owned.Count, profile.ProofOfIdentity));
        var login = Assert.IsType<LoginIdentity>(profile.Attacker);
        Assert.Equal(("/access_token", TokenPlace.Header, "Bearer", "/logout"), (login.Token.JsonPointer, login.Present.Place, login.Present.Scheme, login.Revoke!.Path));
        Assert.Equal("alice", Assert.IsType<BasicIdentity>(profile.Victim).User);
        Assert.Equal(["SHOP_MALLORY_PASSWORD", "SHOP_ALICE_PASSWORD"], profile.Variables.Select(variable => variable.Name));
        Assert.Equal(new DeclaredRate(100, TimeSpan.FromMinutes(1)), profile.Limit);
        Assert.Equal([false, true, false, false], profile.Operations.Select(operation => operation.ChangesState));
        Assert.True(profile.IsPublic("GET", "/health") && profile.IsPublic("POST", "/login") && !profile.IsPublic("GET", "/login") && !profile.IsPublic("GET", "/orders/{id}"));
        Assert.Equal(64, profile.Digest.Length);
    }

    [Theory]
    [InlineData("LH2010", 1, "name: small", "nmae: small")]
    [InlineData("LH2014", 1, "name: small", "name:")]
    [InlineData("LH2020", 2, "openapi: none", "openapi: yes")]
    [InlineData("LH2063", 2, "openapi: none", "openapi: file:no-such-file.json")]
    [InlineData("LH2020", 3, "/health", "health")]
    [InlineData("LH2020", 5, "method: GET", "method: get")]
    [InlineData("LH2010", 5, "path: /things", "path: /things, secret: x")]
    [InlineData("LH2022", 5, "path: /things", "path: /things, public: perhaps")]
    [InlineData("LH2022", 5, "path: /things", "path: /things, as: vicitm")]
    [InlineData("LH2011", 7, "path: /things", "path: /things, as: victim")]
    [InlineData("LH2020", 7, "$TOKEN", "the-secret-itself")]
    [InlineData("LH2060", 7, "bearer: $TOKEN", "bearer: $TOKEN, cookie: { name: a, value: $B }")]
    [InlineData("LH2060", 7, "bearer: $TOKEN", "headers: { X-Tenant: main }")]
    [InlineData("LH2061", 7, "bearer: $TOKEN", "headers: { Authorization: Bearer abc, X-Key: $KEY }")]
    [InlineData("LH2065", 1, "bearer: $TOKEN", "login: { path: /login, token: { json: /t }, present: { cookie: sid } }")]
    [InlineData("LH2067", 7, "bearer: $TOKEN", "login: { path: /login, token: { json: /t, cookie: c }, present: { cookie: sid } }")]
    public void A_mistake_is_refused_with_its_code_and_line(string code, int line, string old, string changed)
    {
        var errors = Assert.Throws<TargetProfileException>(() => Read(Small.Replace(old, changed, StringComparison.Ordinal))).Errors;
        Assert.True(errors.Any(error => error.Code == code && error.Location.Line == line), string.Join('\n', errors));
        Assert.DoesNotContain(errors, error => error.Message.Contains("runbook", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("owned: [{ name: a, id: x, access: [{ method: GET, path: /a }] }]", "LH2062")]
    [InlineData("owned: [{ name: a, access: [{ method: GET, path: '/a/{id}' }] }]", "LH2067")]
    [InlineData("limits: { requests: 0, window: 1 s }", "LH2025")]
    [InlineData("limits: { requests: 1, window: 2 h }", "LH2025")]
    [InlineData("proof_of_identity: true", "LH2065")]
    public void A_further_part_with_a_mistake_is_refused(string part, string code) =>
        Assert.Contains(Assert.Throws<TargetProfileException>(() => Read($"{Small}\n{part}\n")).Errors, error => error.Code == code);

    [Fact]
    public void Nothing_to_attack_is_a_mistake() =>
        Assert.Contains(Assert.Throws<TargetProfileException>(() => Read(Small.Replace("operations:\n  - { method: GET, path: /things }\n", "", StringComparison.Ordinal))).Errors, error => error.Code == "LH2064");

    [Fact]
    public void A_missing_file_is_called_a_target_profile()
    {
        var error = Assert.Single(Assert.Throws<TargetProfileException>(() => TargetProfileReader.ReadFile("/no/such/profile.yaml")).Errors);
        Assert.StartsWith("/no/such/profile.yaml(1,1): error LH2001: the target profile is missing", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two\r\nlines")]
    public void A_variable_that_no_request_can_carry_is_named_with_its_line(string? value)
    {
        var error = Assert.Single(Assert.Throws<TargetProfileException>(() => TargetProfileReader.ReadSecrets(Read(Small), _ => value)).Errors);
        Assert.Equal(("LH2066", 7), (error.Code, error.Location.Line));
        Assert.Contains("TOKEN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_is_filled_where_it_names_a_variable_and_nowhere_else() =>
        Assert.Equal("a v-A_B $5 $lower v-C1", new Template("a $A_B $5 $lower $C1").Fill(name => $"v-{name}"));

    [Fact]
    public void Random_changes_end_in_a_profile_or_in_its_mistakes()
    {
        var random = Seed.Random(output);
        var original = File.ReadAllText(ExamplePath);
        var refused = 0;
        for (var round = 0; round < 1500; round++)
        {
            var text = new StringBuilder(original);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Length);
                text.Remove(at, Math.Min(random.Next(6), text.Length - at)).Insert(at, Bits[random.Next(Bits.Length)]);
            }

            refused += EndsWell(text.ToString(), round) ? 0 : 1;
        }

        Assert.InRange(refused, 150, 1499);
    }

    private static bool EndsWell(string text, int round)
    {
        try
        {
            var profile = Read(text);
            Assert.All(profile.Operations, operation => Assert.StartsWith("/", operation.Path, StringComparison.Ordinal));
            Assert.All(profile.Owned, owned => Assert.True(owned.Id is null != owned.Create is null && owned.Access.Count > 0));
            return true;
        }
        catch (TargetProfileException refusal)
        {
            Assert.NotEmpty(refusal.Errors);
            Assert.All(refusal.Errors, error => Assert.True(error.Location is { Line: > 0, Column: > 0 } && !error.Message.Any(char.IsControl), $"seed {Seed.Value}, round {round}: {error}"));
            return false;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"seed {Seed.Value}, round {round}: {exception.GetType().Name} came out.", exception);
        }
    }

    private static TargetProfile Read(string text) => TargetProfileReader.Read(Encoding.UTF8.GetBytes(text), "profile.yaml");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lighthouse.Pipeline.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
