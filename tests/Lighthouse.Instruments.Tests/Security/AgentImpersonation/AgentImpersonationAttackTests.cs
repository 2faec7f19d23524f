using Lighthouse.Security;
using Lighthouse.Security.AgentImpersonation;

namespace Lighthouse.Instruments.Tests.Security.AgentImpersonation;

public sealed class AgentImpersonationAttackTests
{
    [Fact]
    public async Task A_sound_service_gives_no_finding_and_no_doubt()
    {
        await using var service = new NamedService();
        var result = await AttackAsync(service, service.Options);

        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.Equal(["another's name in a field", "another's name beside the request", "in another's place"], result.Groups.Select(group => group.Name));
        Assert.InRange(result.Attempts, 50, int.MaxValue);
    }

    [Fact]
    public async Task Names_that_are_compared_by_their_beginning_are_found()
    {
        await using var service = new NamedService { IsSame = (named, own) => named.StartsWith(own, StringComparison.Ordinal) };
        var result = await AttackAsync(service, service.Options);
        Assert.Contains(result.Findings, finding => finding.Attempt == "POST /notes body agent_id: the own name and one character more");
        Assert.DoesNotContain(result.Findings, finding => finding.Attempt.EndsWith(": the victim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_that_are_compared_without_regard_to_case_are_found()
    {
        await using var service = new NamedService { IsSame = (named, own) => named.Equals(own, StringComparison.OrdinalIgnoreCase) };
        Assert.All((await AttackAsync(service, service.Options)).Findings, finding => Assert.EndsWith(": the own name in upper case", finding.Attempt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_that_are_not_compared_are_found_in_fields_and_in_anothers_place()
    {
        await using var service = new NamedService { IsSame = (_, _) => true };
        var found = (await AttackAsync(service, service.Options)).Findings.Select(finding => finding.Attempt).ToList();
        Assert.Contains("GET /rooms/{agent_id} path agent_id: the victim", found);
        Assert.Contains("GET /mine query agent_id: the victim", found);
        Assert.Contains("write: in the victim's place", found);
    }

    [Fact]
    public async Task An_unchecked_later_item_of_a_batch_is_found()
    {
        await using var service = new NamedService { ChecksFirstItemOnly = true };
        var finding = Assert.Single((await AttackAsync(service, service.Options)).Findings);
        Assert.Equal("POST /batch body items[].agent_id: the victim in the last of several", finding.Attempt);
    }

    [Fact]
    public async Task A_believed_header_is_found_by_what_it_shows()
    {
        await using var service = new NamedService { BelievedHeader = "X-On-Behalf-Of" };
        var found = (await AttackAsync(service, service.Options)).Findings;
        Assert.Contains(found, finding => finding.Attempt == "GET /mine: headers that name the victim" && finding.Weakness == Weakness.SpoofableIdentity);
    }

    [Fact]
    public async Task A_believed_member_is_found_by_its_effect_although_the_request_itself_is_legitimate()
    {
        await using var service = new NamedService { BelievedMember = "source_agent" };
        var found = (await AttackAsync(service, service.Options)).Findings.Select(finding => finding.Attempt);
        Assert.Equal(["POST /notes: further members that name the victim", "POST /batch: further members that name the victim"], found);
    }

    [Fact]
    public async Task A_service_that_refuses_everything_leaves_doubts()
    {
        await using var service = new NamedService { IsBroken = true };
        var result = await AttackAsync(service, service.Options);
        Assert.Empty(result.Findings);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHS5004: the legitimate request 'POST /notes body agent_id: the own name'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_field_whose_meaning_is_not_known_leaves_a_doubt()
    {
        await using var service = new NamedService();
        var options = service.Options;
        var known = options.Fields.Where(field => field.Key != "GET /mine query agent_id").ToDictionary();
        var result = await AttackAsync(service, options with { Fields = known });
        Assert.Contains(result.Doubts, doubt => doubt.Contains("LHS5801: unknown: GET /mine query agent_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_field_of_the_caller_without_a_request_leaves_a_doubt()
    {
        await using var service = new NamedService();
        var options = service.Options;
        var result = await AttackAsync(service, options with { Requests = options.Requests.Where(one => one.Key != "GET /mine").ToDictionary() });
        Assert.Contains(result.Doubts, doubt => doubt.Contains("LHS5802: no request for GET /mine query agent_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Findings_are_the_same_in_every_run()
    {
        await using var first = new NamedService { IsSame = (_, _) => true };
        await using var second = new NamedService { IsSame = (_, _) => true };
        Assert.Equal(
            (await AttackAsync(first, first.Options)).Findings.Select(finding => finding.Attempt),
            (await AttackAsync(second, second.Options)).Findings.Select(finding => finding.Attempt));
    }

    private static Task<AttackResult> AttackAsync(NamedService service, AgentImpersonationOptions options) =>
        new AgentImpersonationAttack(options).RunAsync(
            new AttackContext { Target = service.Address, Random = new Random(417), Time = TimeProvider.System }, TestContext.Current.CancellationToken);
}
