/** A year that nobody flagged: whose, which scheme, which year. */
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useSession } from '../app/session.tsx';
import { Field } from '../frame/form.tsx';
import { useGo } from '../frame/link.tsx';
import { trialLink, yearOptions } from './words.ts';

export function TryDialog(props: { readonly onClose: () => void }) {
  const { lists, firstPeriod, currentPeriod } = useSession();
  const go = useGo();
  const years = yearOptions(firstPeriod, currentPeriod);
  const [psnNo, setPsnNo] = useState('');
  const [insutype, setInsutype] = useState(lists.insutypes[0]?.code ?? '');
  const [year, setYear] = useState(years[0]?.value ?? '');
  const ready = psnNo.trim() !== '' && insutype !== '' && year !== '';
  return (
    <Modal
      title="试算一人"
      open
      onCancel={props.onClose}
      onOk={() => go(trialLink({ psnNo: psnNo.trim(), insutype, year }))}
      okText="试算"
      cancelText="取消"
      okButtonProps={{ disabled: !ready }}
    >
      <Field label="人员编号" required help="可在参保人员页查得。试算不写入任何数据。">
        {(id, note) => (
          <Input id={id} aria-describedby={note} value={psnNo} onChange={(event) => setPsnNo(event.target.value)} />
        )}
      </Field>
      <Field label="险种" required>
        {(id) => (
          <Select
            id={id}
            value={insutype}
            style={{ width: '100%' }}
            options={lists.insutypes.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={setInsutype}
          />
        )}
      </Field>
      <Field label="参保年度" required>
        {(id) => <Select id={id} value={year} style={{ width: '100%' }} options={[...years]} onChange={setYear} />}
      </Field>
    </Modal>
  );
}
