using Cake.Frosting;
using Lighthouse.Pipeline.Verification;

namespace Lighthouse.Build.Tasks;

/// <summary>Checks the results of the last run against their evidence.</summary>
[TaskName("Verify")]
[TaskDescription("Judges and decides again from the evidence and compares every report; runs nothing else")]
public sealed class VerifyTask : VerificationTask;
