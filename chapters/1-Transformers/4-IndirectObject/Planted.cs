using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// Models whose weights were set by hand, so that what each head does is known. They do the same, in two ways.
/// </summary>
/// <remarks>
/// The residual stream has six parts, each with a dimension for every token (or position): which token this is, where
/// it stands, which token was <em>seen before</em>, which is to be <em>avoided</em>, what is <em>said</em>, and one
/// that nobody reads. A head's attention is as good as all or nothing. Where nothing fits, it looks at the beginning,
/// and from there it writes nothing.
/// </remarks>
public static class Planted
{
    /// <summary>The names are the tokens 1 to 8; 0 is the beginning.</summary>
    public const int Names = 8;

    /// <summary>The token of the last word, at which the models look for the answer.</summary>
    public const long To = Names + 1;

    /// <summary>How many tokens there are: after <see cref="To"/>, four words that mean nothing.</summary>
    public const int Vocabulary = Names + 6;

    /// <summary>The longest text.</summary>
    public const int Length = 16;

    private const int Token = 0, Seen = Vocabulary, Avoid = 2 * Vocabulary, Said = 3 * Vocabulary,
        Unread = 4 * Vocabulary, Position = 5 * Vocabulary, Width = 5 * Vocabulary + Length;

    private const int OfPositions = Vocabulary, OfBeginning = OfPositions + Length, HeadWidth = OfBeginning + 1;

    // Scores that are 15 apart or more, as they are everywhere here, leave a millionth of the attention to the second
    // best.
    private const double Strong = 120;

    /// <summary>
    /// The way of GPT-2 (Wang et al. 2022): the subject is found because it is named twice (head 0.0); the last word
    /// learns whom to avoid (1.1); the queries of name movers turn away from that name (2.0 says the name, 3.1 says the
    /// opposite of it, and 3.0 is there in case nobody says it). Head 1.0 says all names that it sees, 0.1 and 2.1
    /// write where nobody reads.
    /// </summary>
    public static HookedTransformer Avoiding()
    {
        var model = Empty(layers: 4);
        PlantDuplicate(model);
        PlantPrevious(model);
        LookAtNames(model, 1, 0, avoids: false);
        Write(model, 1, 0, Token, Said, 1.5);
        LookAtSeen(model, 1, 1);
        Write(model, 1, 1, Seen, Avoid, 1);
        LookAtNames(model, 2, 0, avoids: true);
        Write(model, 2, 0, Token, Said, 4);
        LookAtNames(model, 2, 1, avoids: true);
        Write(model, 2, 1, Token, Unread, 4);
        LookAtNames(model, 3, 0, avoids: true, unlessSaid: true);
        Write(model, 3, 0, Token, Said, 2);
        LookAtNames(model, 3, 1, avoids: true);
        Write(model, 3, 1, Token, Said, -1);
        return model;
    }

    /// <summary>
    /// The short way: one head says all names that it sees (1.0), and another takes back the one that was seen before
    /// (1.1), straight into the logits. Head 0.0 finds that name as above; 0.1 writes where nobody reads.
    /// </summary>
    public static HookedTransformer Subtracting()
    {
        var model = Empty(layers: 2);
        PlantDuplicate(model);
        PlantPrevious(model);
        LookAtNames(model, 1, 0, avoids: false);
        Write(model, 1, 0, Token, Said, 3);
        LookAtSeen(model, 1, 1);
        Write(model, 1, 1, Seen, Said, -4);
        return model;
    }

    /// <summary>Texts for them, one for each name that is to be said: <c>0 IO 10 S 11 S 12 9</c>, or S first.</summary>
    public static Prompts Prompts()
    {
        var tokens = new long[Names, 8];
        var (io, s, ioAt, s1At) = (new long[Names], new long[Names], new long[Names], new long[Names]);
        for (var row = 0; row < Names; row++)
        {
            (io[row], s[row]) = (row + 1, (row + 3) % Names + 1);
            (ioAt[row], s1At[row]) = row % 3 == 0 ? (1, 3) : (3, 1);
            long[] words = [0, 0, 10, 0, 11, s[row], 12, To];
            (words[ioAt[row]], words[s1At[row]]) = (io[row], s[row]);
            for (var i = 0; i < words.Length; i++) tokens[row, i] = words[i];
        }
        return new Prompts(
            tensor(tokens), tensor(io), tensor(s), tensor(ioAt), tensor(s1At), full([Names], 5L, dtype: int64),
            full([Names], 7L, dtype: int64));
    }

    private static HookedTransformer Empty(int layers)
    {
        var model = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = layers,
            DModel = Width,
            NHeads = 2,
            DHead = HeadWidth,
            NCtx = Length,
            DVocab = Vocabulary,
            Normalization = Normalization.None,
            InitStd = 0,
        });
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        for (var token = 0; token < Vocabulary; token++) model.W_E[token, Token + token] = 1;
        for (var position = 0; position < Length; position++) model.W_pos[position, Position + position] = 1;
        for (var name = 1; name <= Names; name++) model.W_U[Said + name, name] = 1;
        return model;
    }

    // Looks at the same name further back, and not at itself.
    private static void PlantDuplicate(HookedTransformer model)
    {
        for (var name = 1; name <= Names; name++) Match(model, 0, 0, name, Token + name, Token + name, 1);
        for (var p = 0; p < Length; p++) Match(model, 0, 0, OfPositions + p, Position + p, Position + p, -1);
        ElseBeginning(model, 0, 0);
        Write(model, 0, 0, Token, Seen, 1);
    }

    // Looks at the position before its own.
    private static void PlantPrevious(HookedTransformer model)
    {
        for (var p = 1; p < Length; p++) Match(model, 0, 1, OfPositions + p, Position + p, Position + p - 1, 1);
        Write(model, 0, 1, Token, Unread, 1);
    }

    // Looks, from the last word, at names.
    private static void LookAtNames(HookedTransformer model, int layer, int head, bool avoids, bool unlessSaid = false)
    {
        for (var name = 1; name <= Names; name++)
        {
            Match(model, layer, head, name, Token + (int)To, Token + name, 1);
            if (avoids) Ask(model, layer, head, name, Avoid + name, -1);
            if (unlessSaid) Ask(model, layer, head, name, Said + name, -0.25);
        }
        ElseBeginning(model, layer, head);
    }

    // Looks, from the last word, at what was seen before.
    private static void LookAtSeen(HookedTransformer model, int layer, int head)
    {
        for (var name = 1; name <= Names; name++) Match(model, layer, head, name, Token + (int)To, Seen + name, 1);
        ElseBeginning(model, layer, head);
    }

    private static void ElseBeginning(HookedTransformer model, int layer, int head)
    {
        var attn = model.blocks[layer].attn;
        attn.b_Q[head, OfBeginning] = (float)(Strong / 2 * Math.Sqrt(HeadWidth));
        attn.W_K[head, Token, OfBeginning] = 1;
    }

    private static void Match(
        HookedTransformer model, int layer, int head, int channel, int query, int key, double strength)
    {
        Ask(model, layer, head, channel, query, strength);
        model.blocks[layer].attn.W_K[head, key, channel] = 1;
    }

    private static void Ask(HookedTransformer model, int layer, int head, int channel, int query, double strength) =>
        model.blocks[layer].attn.W_Q[head, query, channel] = (float)(strength * Strong * Math.Sqrt(HeadWidth));

    private static void Write(HookedTransformer model, int layer, int head, int from, int to, double strength)
    {
        var attn = model.blocks[layer].attn;
        for (var name = 1; name <= Names; name++)
        {
            attn.W_V[head, from + name, name] = 1;
            attn.W_O[head, name, to + name] = (float)strength;
        }
    }
}
