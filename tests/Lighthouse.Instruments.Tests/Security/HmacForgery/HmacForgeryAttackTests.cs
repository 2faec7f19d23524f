using Lighthouse.Security;
using Lighthouse.Security.HmacForgery;

namespace Lighthouse.Instruments.Tests.Security.HmacForgery;

public sealed class HmacForgeryAttackTests
{
    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        await using var service = new SigningService();
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.True(result.Attempts >= 1_000, $"{result.Attempts} attempts");
    }

    [Fact]
    public async Task A_signature_compared_by_its_first_characters_is_found_by_truncation_and_by_bits()
    {
        await using var service = new SigningService { Compares = (sent, right) => sent.Length >= 16 && sent[..16] == right[..16] };
        var groups = (await AttackAsync(service)).Groups;
        Assert.Equal(48, groups.Single(group => group.Name == "message: truncated signature").Accepted);
        Assert.True(groups.Single(group => group.Name == "message: a bit of the signature").Accepted > 300);
    }

    [Fact]
    public async Task A_signature_compared_without_its_case_is_found()
    {
        await using var service = new SigningService { Compares = (sent, right) => sent.Equals(right, StringComparison.OrdinalIgnoreCase) };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding.Attempt == "message: upper case" && finding.Weakness == Weakness.UnverifiedSignature);
    }

    [Fact]
    public async Task A_field_that_is_not_covered_is_found()
    {
        await using var service = new SigningService { Covers = fields => fields[1] };
        Assert.Contains((await AttackAsync(service)).Findings, finding => finding.Attempt == "message: agent, other value 1");
    }

    [Fact]
    public async Task Fields_that_are_joined_without_a_border_are_found()
    {
        await using var service = new SigningService { Covers = string.Concat };
        Assert.Equal("message: agent to time", Assert.Single((await AttackAsync(service)).Findings).Attempt);
    }

    [Fact]
    public async Task A_service_that_refuses_everything_leaves_doubts()
    {
        await using var service = new SigningService { Instead = () => (403, "{}") };
        var result = await AttackAsync(service);
        Assert.Empty(result.Findings);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHS5004", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_that_say_neither_yes_nor_no_leave_doubts()
    {
        await using var service = new SigningService { Instead = () => (503, "{}") };
        var result = await AttackAsync(service);
        Assert.Equal(result.Attempts, result.Unclear);
    }

    private static Task<AttackResult> AttackAsync(SigningService service) => new HmacForgeryAttack(new HmacForgeryOptions
    {
        Messages = [_ => service.MessageAsync()],
        Forgeries = 1_000,
    }).RunAsync(new AttackContext { Target = service.Address, Random = new Random(417), Time = TimeProvider.System }, TestContext.Current.CancellationToken);
}
