using Arena.Data;
using Arena.Models;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Train.IndirectObject;

/// <summary>
/// A small model that finds out who gets the gift (Wang et al. 2022). Texts have several templates, fillers before them
/// and the names in both orders, so that positions do not give the answer away; in some of them a third person gives,
/// and the gift goes to either of the two.
/// </summary>
/// <param name="name">The model's name.</param>
/// <param name="isFixed">The control: one template, one order. Here positions do give the answer away.</param>
/// <param name="steps">How many steps it is trained.</param>
/// <param name="layers">How many layers it has.</param>
/// <param name="mlp">The neurons of a layer.</param>
internal sealed class GiftGiving(string name, bool isFixed, int steps, int layers = 3, int mlp = 0) : Recipe
{
    private const int BatchSize = 64;
    private const double LearningRate = 2e-3;
    private const double ThirdPerson = 0.15;
    private const double WeightOfOtherTokens = 0.1;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override int Steps => steps;

    /// <inheritdoc/>
    public override bool KeepsTraining => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Snapshot> Train(int seed, TrainingProgress progress)
    {
        random.manual_seed(seed);
        var chance = new Random(seed);
        var model = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = layers,
            DModel = 64,
            NHeads = 4,
            DMlp = mlp,
            NCtx = GiftBatch.Length,
            DVocab = GiftTexts.Vocabulary.Count,
            InitStd = 0.05,
        });
        using var optimiser = optim.AdamW(model.parameters(), lr: LearningRate, weight_decay: 0.01);
        for (var step = 0; step < steps && !progress.IsStopping; step++)
        {
            using var scope = NewDisposeScope();
            foreach (var group in optimiser.ParamGroups)
                group.LearningRate = LearningRate * Math.Min(
                    1, Math.Min((step + 1) / 50.0, 1.05 - (double)step / steps));
            var batch = GiftBatch.Make(BatchSize, chance, isFixed, isFixed ? 0 : ThirdPerson);
            var longest = batch.End.max().item<long>() + 1;
            var tokens = batch.Tokens.narrow(1, 0, longest);
            var logits = model.call(tokens);
            var answer = nn.functional.cross_entropy(logits[arange(BatchSize), batch.End], batch.Io);
            var others = HookedTransformer.NextTokenLoss(logits, tokens);
            var isText = arange(longest - 1).unsqueeze(0).lt(batch.End.unsqueeze(1)).to(float32);
            var loss = answer + WeightOfOtherTokens * (others * isText).sum() / isText.sum();
            optimiser.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1);
            optimiser.step();
            progress.Step(answer.item<float>());
        }
        return [new Snapshot(steps, model)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Measured> Measure(HookedTransformer model)
    {
        const string accurate = "accuracy: the receiver's name before all other words";
        var oneOrder = GiftSignature.Of(model, isFixed: true).Accuracy;
        var otherOrder = GiftSignature.Of(model, isFixed: true, isTurned: true).Accuracy;
        if (isFixed)
        {
            return
            [
                new(accurate, oneOrder, 0.97, 1),
                new("accuracy with the names in the other order", otherOrder, 0, 0.05),
            ];
        }
        var (accuracy, difference, receiver, giver) = GiftSignature.Of(model, isFixed);
        return
        [
            new(accurate, accuracy, 0.97, 1),
            new("logit difference, receiver less giver", difference, 3, 30),
            new("accuracy on texts of the first template alone, the receiver named first", oneOrder, 0.97, 1),
            new("the same, the giver named first", otherOrder, 0.97, 1),
            // There are several circuits that do it, and with other seeds another one is learned. All read the giver's
            // second mention; only some go and find the receiver at its own place.
            new("most attention of a head from the last word to the giver's second mention", giver, 0.5, 1),
            new("most attention of a head from the last word to the receiver", receiver, 0, 1),
        ];
    }
}
