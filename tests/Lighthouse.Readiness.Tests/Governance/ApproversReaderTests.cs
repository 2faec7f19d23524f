using System.Security.Cryptography;
using System.Text;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Governance;

public sealed class ApproversReaderTests : IDisposable
{
    private readonly Signers signers = new();

    public void Dispose() => signers.Dispose();

    [Fact]
    public void Roles_and_their_keys_are_read()
    {
        var approvers = Read(signers.File);
        Assert.Equal([signers.Security.Verification.Id], approvers.Of("Security").Select(key => key.Id));
        Assert.Equal([signers.Product.Verification.Id], approvers.Of("Product").Select(key => key.Id));
        Assert.Empty(approvers.Of("Catering"));
    }

    [Fact]
    public void A_key_may_stand_on_several_lines()
    {
        var line = Signers.Line(signers.Security);
        var approvers = Read($"approvers:\n  - role: Security\n    key: >\n      {line[..64]}\n      {line[64..]}\n");
        Assert.Equal([signers.Security.Verification.Id], approvers.Of("Security").Select(key => key.Id));
    }

    [Fact]
    public void An_empty_list_is_nobody() => Assert.Empty(Read("approvers: []\n").Keys);

    [Fact]
    public void One_key_for_two_roles_is_refused() =>
        Refused(RunbookCodes.Repeated, $"approvers:\n{Signers.Entry("Security", signers.Security)}{Signers.Entry("Product", signers.Security)}");

    [Fact]
    public void What_is_no_key_on_the_curve_is_refused()
    {
        Refused(RunbookCodes.Form, "approvers:\n  - { role: Security, key: AAAA }\n");
        Refused(RunbookCodes.Form, "approvers:\n  - { role: Security, key: 'no base64!' }\n");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Refused(RunbookCodes.Form, $"approvers:\n  - {{ role: Security, key: {Convert.ToBase64String(other.ExportSubjectPublicKeyInfo())} }}\n");
    }

    [Theory]
    [InlineData("approvers: 7\n", RunbookCodes.WrongType)]
    [InlineData("others: []\n", RunbookCodes.UnknownKey)]
    [InlineData("approvers:\n  - 7\n", RunbookCodes.WrongType)]
    [InlineData("approvers:\n  - { role: Security }\n", RunbookCodes.MissingKey)]
    [InlineData("approvers: []\napprovers: []\n", RunbookCodes.DuplicateKey)]
    public void A_mistake_is_refused_by_its_code(string text, string code) => Refused(code, text);

    [Fact]
    public void A_missing_file_is_refused() => Assert.Throws<RunbookException>(() => ApproversReader.ReadFile(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml")));

    private static Approvers Read(string text) => ApproversReader.Read(Encoding.UTF8.GetBytes(text), "approvers.yaml");

    private static void Refused(string code, string text) => Assert.Contains(Assert.Throws<RunbookException>(() => Read(text)).Errors, error => error.Code == code);
}
