/** The questions, in the order in which somebody with a bill in hand can answer them. */
import { type FormEvent, useState } from 'react';
import type { Answers } from './answers.ts';
import type { Problem } from './estimate.ts';
import { CheckAsk, RadioAsk, SelectAsk, TextAsk } from './form-parts.tsx';
import type { Questions } from './questions.ts';
import { CARES, type Choice, dateName, GRADES, PLACES, SCHEMES } from './words.ts';

const WORK_STATES: readonly Choice<'working' | 'retired'>[] = [
  { value: 'working', label: '在职' },
  { value: 'retired', label: '退休' },
];

interface FormProps {
  readonly answers: Answers;
  readonly questions: Questions;
  /** Shown beside their fields; none before the first 算一算. */
  readonly problems: readonly Problem[];
  readonly onChange: (patch: Partial<Answers>) => void;
  readonly onSubmit: () => void;
  readonly onClear: () => void;
}

export function CalculatorForm(props: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form className="calc-form no-print" noValidate onSubmit={submit} aria-label="填写就医情况">
      <CoverAsks {...props} />
      <VisitAsks {...props} />
      <PersonAsks {...props} />
      <ChargeAsks {...props} />
      <UsedAsks {...props} />
      <div className="calc-buttons">
        <button type="submit" className="calc-go">
          算一算
        </button>
        <button type="button" className="calc-plain" onClick={props.onClear}>
          清空重填
        </button>
      </div>
    </form>
  );
}

function errorOf(props: FormProps, field: Problem['field']): string | undefined {
  return props.problems.find((problem) => problem.field === field)?.message;
}

function CoverAsks(props: FormProps) {
  const { answers, questions, onChange } = props;
  return (
    <>
      <RadioAsk
        label="参加的是哪种医保"
        choices={SCHEMES}
        value={answers.scheme}
        error={errorOf(props, 'scheme')}
        onChange={(scheme) => onChange({ scheme })}
      />
      {answers.scheme === '310' && (
        <RadioAsk
          label="在职还是退休"
          choices={WORK_STATES}
          value={answers.retired ? 'retired' : 'working'}
          onChange={(state) => onChange({ retired: state === 'retired' })}
        />
      )}
      {questions.civilServant && (
        <CheckAsk
          label="是否享受公务员医疗补助"
          choices={[{ code: 'yes', name: '是，享受公务员医疗补助' }]}
          values={answers.civilServant ? ['yes'] : []}
          onChange={(values) => onChange({ civilServant: values.length > 0 })}
        />
      )}
    </>
  );
}

function VisitAsks(props: FormProps) {
  const { answers, questions, onChange } = props;
  return (
    <>
      <RadioAsk
        label="看病的方式"
        choices={CARES}
        value={answers.care}
        error={errorOf(props, 'care')}
        onChange={(care) => onChange({ care })}
      />
      {answers.care === 'chronic' && questions.diseases.length > 0 && (
        <SelectAsk
          label="认定的病种"
          options={questions.diseases}
          none="其他病种"
          value={answers.disease}
          onChange={(disease) => onChange({ disease })}
        />
      )}
      <RadioAsk
        label="医院级别"
        choices={GRADES}
        value={answers.grade === 'none' ? '' : answers.grade}
        error={errorOf(props, 'grade')}
        onChange={(grade) => onChange({ grade })}
      />
      <RadioAsk label="在哪里看病" choices={PLACES} value={answers.place} onChange={(place) => onChange({ place })} />
      {questions.tags.length > 0 && (
        <CheckAsk
          label="还有这些情形吗（没有就不选）"
          choices={questions.tags}
          values={answers.tags}
          onChange={(tags) => onChange({ tags })}
        />
      )}
      <TextAsk
        label={dateName(answers.care, questions.decidedBy)}
        kind="date"
        value={answers.date}
        min={questions.from}
        error={errorOf(props, 'date')}
        onChange={(date) => onChange({ date })}
      />
      {questions.days && answers.care === 'inpatient' && (
        <TextAsk
          label="住院天数"
          hint="不知道就不填，按 1 天算"
          kind="whole"
          unit="天"
          value={answers.days}
          error={errorOf(props, 'days')}
          onChange={(days) => onChange({ days })}
        />
      )}
    </>
  );
}

function PersonAsks(props: FormProps) {
  const { answers, questions, onChange } = props;
  return (
    <>
      {questions.age && (
        <TextAsk
          label="年龄"
          kind="whole"
          unit="岁"
          value={answers.age}
          error={errorOf(props, 'age')}
          onChange={(age) => onChange({ age })}
        />
      )}
      {questions.personTypes.length > 0 && (
        <SelectAsk
          label="是学生、儿童吗"
          options={questions.personTypes}
          none="都不是"
          value={answers.personType}
          onChange={(personType) => onChange({ personType })}
        />
      )}
      {questions.identities.length > 0 && (
        <CheckAsk
          label="是否认定为困难群众（可多选，没有就不选）"
          choices={questions.identities}
          values={answers.identities}
          onChange={(identities) => onChange({ identities })}
        />
      )}
    </>
  );
}

function ChargeAsks(props: FormProps) {
  const { answers, questions, onChange } = props;
  const amount = (field: 'total' | 'fullSelfPay' | 'priorShare' | 'account', label: string, hint: string) => (
    <TextAsk
      label={label}
      hint={hint}
      kind="amount"
      unit="元"
      value={answers[field]}
      error={errorOf(props, field)}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  return (
    <>
      {amount('total', '费用总额', '医院账单上的合计')}
      {amount('fullSelfPay', '其中：自费', '目录外的药品、项目。不知道就不填，按全部在政策范围内估算')}
      {amount('priorShare', '其中：乙类先行自付', '乙类药品、项目先由个人付的部分。不知道就不填')}
      {questions.account && amount('account', '个人账户里可以用的钱', '不用个人账户付，就不填')}
    </>
  );
}

/** Folded away: whoever has not been in hospital this year need not see it. */
function UsedAsks(props: FormProps) {
  const { answers, questions, onChange } = props;
  const [open, setOpen] = useState(() => questions.used.some(({ id }) => (answers.totals[id] ?? '') !== ''));
  if (questions.used.length === 0) return null;
  const isWrong = questions.used.some(({ id }) => errorOf(props, `used.${id}`) !== undefined);
  return (
    <details className="calc-used" open={open || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>今年已经报销过（不填就按第一次算）</summary>
      <p className="ask-hint">数字可以在以前的结算单上找到，都不含这一次。</p>
      {questions.used.map(({ id, title, counts }) => (
        <TextAsk
          key={id}
          label={title}
          kind={counts ? 'whole' : 'amount'}
          unit={counts ? '次' : '元'}
          value={answers.totals[id] ?? ''}
          error={errorOf(props, `used.${id}`)}
          onChange={(value) => onChange({ totals: { ...answers.totals, [id]: value } })}
        />
      ))}
    </details>
  );
}
